import type { Page } from 'playwright-core'
import type { Browser } from '../browser/browser.ts'
import { type Hands, pointer } from '../browser/hands.ts'
import { loaded, signInAt } from '../browser/portal.ts'
import type { TestProduct } from '../product/test-product.ts'

/** Everybody of a story at the office, each with a window of her own that stays open from one scene to the next. */
export class Company {
  readonly #product: TestProduct
  readonly #browser: Browser
  readonly #windows = new Map<string, Page>()
  /** Of every window; a change holds from the next visit on. */
  size = { width: 1440, height: 900 }
  hands: Hands = pointer

  constructor(product: TestProduct, browser: Browser) {
    this.#product = product
    this.#browser = browser
  }

  /** The person's window, at a page of the portal's navigation as it is now. */
  async at(account: string, link: string, heading: string = link): Promise<Page> {
    const page = await this.window(account)
    await this.hands.press(page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${link}`) }))
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    // Asks the server anew, whatever the page knows from the last visit.
    await page.reload()
    await page.getByRole('heading', { level: 1, name: heading }).waitFor()
    await loaded(page)
    return page
  }

  async window(account: string): Promise<Page> {
    const known = this.#windows.get(account)
    const page = known ?? (await this.#browser.window(this.size))
    this.#windows.set(account, page)
    if (known === undefined) await signInAt(page, this.#product, this.#product.office, account, this.hands)
    await page.setViewportSize(this.size)
    return page
  }
}
