/** Something the person at the keyboard can put right: told in one sentence with the way out, without a stack. */
export class DemoRefusal extends Error {
  readonly way: string
  constructor(message: string, way: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DemoRefusal'
    this.way = way
  }
}
