export { type Config, type ConfigIgnore, NO_CONFIG, chooseDetectors } from "./config.ts";
export { defaultConfigText } from "./default-text.ts";
export { CONFIG_FILE, CONFIG_FILES, findConfig } from "./find.ts";
export { type LoadOptions, loadConfig } from "./load.ts";
