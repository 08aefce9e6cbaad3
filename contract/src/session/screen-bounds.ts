// Without the schema, so that a browser can take it by itself.

/** The most that a display is given in each direction, in pixels: two screens of 4K side by side. */
export const screenMaximum = { width: 7680, height: 4320 } as const
/** Less than a desktop can be shown on. */
export const screenMinimum = { width: 320, height: 240 } as const
