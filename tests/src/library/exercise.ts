/** A file of an app, and the template that carries it. */
export interface Carried {
  readonly template: string
  /** Below the home; it has to be in the vault. */
  readonly file: string
}

/** How one app of the library is told to change a setting, and asked for it in a fresh home. Shell scripts, run in a desktop. */
export interface Exercise extends Carried {
  readonly app: string
  readonly change: string
  /** Prints what has to be the same after the change and in a fresh home. */
  readonly ask: string
  /** What the change leaves besides, under other templates. */
  readonly beside?: readonly Carried[]
  /** The change is made with keys, which go to whichever window is in front: so no other may open meanwhile. */
  readonly pressesKeys: boolean
}
