/** Without the members that are undefined: a query's absent member is absent to the workflow, too. */
export function withoutAbsent<T extends object>(given: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  // The members that stay have none of them undefined; that the others are missing is what exactOptionalPropertyTypes wants.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}
