/** What a killed agent may leave beside a file that it was replacing; no template ever captures it. */
export const temporaryPrefix = '.nahtlos-restore-'
