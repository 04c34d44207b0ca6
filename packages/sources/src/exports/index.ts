export { type ExportRecord, jsonRecords } from "./json-records.ts";
export { XmlRecords } from "./xml-records.ts";
