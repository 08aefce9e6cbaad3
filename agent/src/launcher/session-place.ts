/** Where a session finds its own files. */
export const sessionPlace = '/run/nahtlos-session'
