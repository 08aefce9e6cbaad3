/** Files below one directory: relative path to content. */
export type FileTree = Readonly<Record<string, string>>
