export { RepositoryNews, keepRepository, repositoriesOf, setRepositoriesOf } from "./repositories.ts";
export { type Ingest, type IngestedSecret, ingest, parseFindings } from "./ingest.ts";
export * from "./schemas.ts";
export { type IncidentQuery, type Page, listIncidents } from "./list.ts";
export { FACETS, type Facet, type FacetCounts, countIncidents } from "./facets.ts";
export {
  type Comment,
  type IncidentEvent,
  type PageOptions,
  findIncident,
  getIncident,
  listComments,
  listEvents,
  listOccurrences,
} from "./detail.ts";
export { type ChangeOptions, type ValidityNews, addComment, changeIncident, recordValidity } from "./change.ts";
export { type BulkResult, MOST_IN_BULK, type UndoResult, changeIncidents, undoBulk } from "./bulk.ts";
export { SavedSearch, deleteSearch, listSearches, saveSearch } from "./searches.ts";
export { HAPPENINGS, type Happening, type HappeningKind } from "./happenings.ts";
export {
  FeedbackAnswer,
  type FeedbackForm,
  type FeedbackLinkOptions,
  answerFeedback,
  createFeedbackLink,
  listFeedback,
  readFeedbackLink,
  withdrawFeedbackLinks,
} from "./feedback.ts";
export { type Check, dropCredential, keepCredential, openCredential, reverifyDue, sealCredential } from "./reverify.ts";
export { type ClockResult, runClock } from "./clock.ts";
export * from "./reports/index.ts";
