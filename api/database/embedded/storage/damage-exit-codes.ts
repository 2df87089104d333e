/** How the process that reads a data file tells the server what it found. */
export const damagedExitCode = 3;
export const newerFormatExitCode = 4;
export const unfinishedExitCode = 5;
