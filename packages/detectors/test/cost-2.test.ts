import { costLaw } from "./cost.ts";

costLaw(1, 2);
