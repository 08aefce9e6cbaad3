/** Something that must not be: where, and what to do about it. */
export interface Finding {
  /** `server/src/start.ts:12` or a file's path, relative to the checkout. */
  readonly where: string
  readonly message: string
}

/** One thing that has to hold before a change is taken. It reads the checkout at `root` and changes nothing. */
export interface Check {
  readonly name: string
  find(root: string): Promise<Finding[]> | Finding[]
}
