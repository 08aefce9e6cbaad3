/** One step of the schema. A published one is never changed: what it forgot comes as a later one. */
export interface Migration {
  /** `NNNN-name`; applied in this order. */
  readonly name: string
  /** Statements, run in one transaction. */
  readonly sql: string
}
