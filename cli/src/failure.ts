/** Something that the administrator can mend: told as it is, without a trace. */
export class Failure extends Error {
  /** What to do next; empty where the message says it. */
  readonly next: string
  readonly details: readonly string[]

  constructor(message: string, next = '', details: readonly string[] = []) {
    super(message)
    this.name = 'Failure'
    this.next = next
    this.details = details
  }
}
