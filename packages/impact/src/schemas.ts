// Apart from the rest: loading zod costs more than a question.
export { Acknowledgements, Dependant, ImpactAnswer } from "./answer-schema.ts";
