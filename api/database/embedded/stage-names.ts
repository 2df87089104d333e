const stageNames = new Set([
  '$addFields', '$bucket', '$bucketAuto', '$changeStream', '$collStats', '$count', '$currentOp', '$densify', '$documents', '$facet', '$fill', '$geoNear',
  '$graphLookup', '$group', '$indexStats', '$limit', '$listLocalSessions', '$listSessions', '$lookup', '$match', '$merge', '$out', '$planCacheStats',
  '$project', '$redact', '$replaceRoot', '$replaceWith', '$sample', '$search', '$set', '$setWindowFields', '$skip', '$sort', '$sortByCount', '$unionWith',
  '$unset', '$unwind',
]);

/** Whether MongoDB knows a stage of this name; what the embedded database cannot run is refused elsewhere. */
export function isKnownStage(name: string): boolean {
  return stageNames.has(name);
}
