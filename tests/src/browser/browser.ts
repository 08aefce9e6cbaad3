import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { chromium, type Page, type Browser as Process } from 'playwright-core'
import { Diary } from './diary.ts'

/**
 * What Chromium goes without: Playwright's own list, which a second one takes the place of, and the lists below the
 * address bar, for which each window has two more pages in a process of their own. Nobody sees them here, and they
 * take three quarters of what a window takes.
 */
const without = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'PreloadTopChromeWebUI',
]

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
  `--disable-features=${without.join(',')}`,
]

/** Where journeys leave their screenshots. */
export const artefacts = resolve(import.meta.dirname, '../../../artefacts')

/** A real Chromium; each window has cookies of its own, as if it stood on another desk. */
export class Browser implements AsyncDisposable {
  readonly #process: Process
  readonly #diaries = new Map<Page, Diary>()

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
    this.#diaries.set(page, new Diary(page))
    page.once('close', () => this.#diaries.delete(page))
    return page
  }

  /** Adds to a failure what every open window shows, said and waits for, and keeps a picture of each. */
  async explain(failure: Error, name: string): Promise<void> {
    const lines: string[] = []
    for (const [index, [page, diary]] of [...this.#diaries].entries()) {
      lines.push(`window ${index + 1}: ${page.url()}`, ...diary.tell().map((line) => `  ${line}`))
      const text = await page
        .locator('body')
        .ariaSnapshot({ timeout: 5_000 })
        .catch((cause: Error) => `no text: ${cause.message}`)
      lines.push(
        ...text
          .split('\n')
          .map((line) => `  | ${line}`)
          .slice(0, 40),
      )
      const file = `failed-${name.replaceAll(/[^\p{L}\d]+/gu, '-').slice(0, 80)}-${index + 1}`
      await keepPicture(page, file).catch((cause: Error) => lines.push(`  no picture: ${cause.message}`))
    }
    failure.stack = [failure.stack ?? failure.message, ...lines].join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process.close()
  }
}

/** For `afterEach`: whoever reads of a failure has the windows before her eyes. */
export function explaining(browser: () => Browser | undefined): (t: unknown) => Promise<void> {
  return async (t) => {
    const { error, name } = t as TestContext & { readonly error?: Error | null }
    if (error?.cause instanceof Error) await browser()?.explain(error.cause, name)
  }
}

/** Keeps a picture of the page as an artefact of the test run. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(artefacts, { recursive: true })
  await page.screenshot({ path: join(artefacts, `${name}.png`) })
}
