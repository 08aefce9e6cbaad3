import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Page, type Browser as Process } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
]

/** Where journeys leave their screenshots. */
export const artefacts = resolve(import.meta.dirname, '../../../artefacts')

/** A real Chromium; each window has cookies of its own, as if it stood on another desk. */
export class Browser implements AsyncDisposable {
  readonly #process: Process

  private constructor(process: Process) {
    this.#process = process
  }

  static async open(): Promise<Browser> {
    // In its own language the browser has the parts of a date; a page has the one that the window asks for.
    const env = { ...process.env, LANGUAGE: 'en_US' }
    return new Browser(await chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: flags, env }))
  }

  async window(size = { width: 1440, height: 900 }): Promise<Page> {
    const context = await this.#process.newContext({ viewport: size, locale: 'de-DE', timezoneId: 'Europe/Berlin' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    return page
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.close()
  }
}

/** Keeps a picture of the page as an artefact of the test run. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true })
  await page.screenshot({ path: join(artefacts, `${name}.png`) })
}
