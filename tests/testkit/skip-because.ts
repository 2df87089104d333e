/** For `test.skipIf(skipBecause(condition, reason))`: a test that is skipped says why, in the output of the run. */
export function skipBecause(isSkipped: boolean, reason: string): boolean {
  if (isSkipped) console.log(`Skipped: ${reason}`);
  return isSkipped;
}
