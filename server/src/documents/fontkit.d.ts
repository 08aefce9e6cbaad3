// fontkit brings no types of its own; only what is used is said here.
declare module 'fontkit' {
  /** A font whose tables are read when they are needed, and kept. */
  export interface Font {
    readonly postscriptName: string
    layout(text: string): unknown
  }
  export function create(bytes: Uint8Array): Font
}
