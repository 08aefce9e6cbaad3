import type { Page, Request } from 'playwright-core'

/** Lines that a page's diary keeps. */
const kept = 40

/** What a page said, what it asked for in vain, and what it still waits for: the evidence when a story fails. */
export class Diary {
  readonly #lines: string[] = []
  readonly #waiting = new Map<Request, number>()

  constructor(page: Page) {
    page.on('console', (message) => this.#note(`console ${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => this.#note(`error: ${error.message}`))
    page.on('crash', () => this.#note('the page crashed'))
    page.on('request', (request) => this.#waiting.set(request, performance.now()))
    page.on('requestfinished', (request) => this.#waiting.delete(request))
    page.on('requestfailed', (request) => {
      this.#waiting.delete(request)
      this.#note(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText ?? ''}`)
    })
    page.on('response', (response) => {
      if (response.status() >= 400) this.#note(`${response.status()}: ${response.request().method()} ${response.url()}`)
    })
  }

  tell(): string[] {
    const now = performance.now()
    const waiting = [...this.#waiting].map(
      ([request, since]) =>
        `waits for ${((now - since) / 1000).toFixed(1)} s: ${request.method()} ${request.url()} (${request.resourceType()})`,
    )
    return [...this.#lines, ...waiting]
  }

  #note(line: string): void {
    this.#lines.push(line.slice(0, 400))
    if (this.#lines.length > kept) this.#lines.shift()
  }
}
