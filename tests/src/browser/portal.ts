import type { Page } from 'playwright-core'
import type { TestProduct } from '../product/test-product.ts'

/** Signs in through the portal's pages as a person would, with the code where one is asked for. */
export async function signInAt(page: Page, product: TestProduct, origin: string, account: string): Promise<void> {
  await page.goto(origin)
  await page.getByLabel('Benutzername').fill(account)
  await page.getByLabel('Passwort', { exact: true }).fill(product.password(account))
  await page.getByRole('button', { name: 'Anmelden' }).click()
  const code = page.getByLabel('Code mit sechs Ziffern')
  const start = page.getByRole('heading', { level: 1, name: /Guten Tag/ })
  await code.or(start).first().waitFor()
  if (await start.isVisible()) return
  await code.fill(await product.authenticator(account).code())
  await page.getByRole('button', { name: 'Code bestätigen' }).click()
  await start.waitFor()
}

/** The id of the session whose page is open. */
export function sessionOf(page: Page): string {
  const id = /\/desktop\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  if (id === undefined) throw new Error(`${page.url()} is not the page of a desktop`)
  return id
}
