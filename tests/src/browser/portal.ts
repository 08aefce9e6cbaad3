import type { Page } from 'playwright-core'
import { Visitor } from '../people/visitor.ts'
import type { TestProduct } from '../product/test-product.ts'
import { type Hands, pointer } from './hands.ts'

/** Signs in through the portal's pages as a person would, with the code where one is asked for. */
export async function signInAt(
  page: Page,
  product: TestProduct,
  origin: string,
  account: string,
  hands: Hands = pointer,
): Promise<void> {
  await page.goto(origin)
  await hands.write(page.getByLabel('Benutzername'), account)
  await hands.write(page.getByLabel('Passwort', { exact: true }), product.password(account))
  await hands.press(page.getByRole('button', { name: 'Anmelden' }))
  const code = page.getByLabel('Code mit sechs Ziffern')
  const start = page.getByRole('heading', { level: 1, name: /Guten Tag/ })
  await code.or(start).first().waitFor()
  if (await start.isVisible()) return
  await hands.write(code, await product.authenticator(account).code())
  await hands.press(page.getByRole('button', { name: 'Code bestätigen' }))
  await start.waitFor()
}

/** Whoever has signed in there, for calls at the same address: a second sign-in would wait for the next code. */
export async function signedInAs(page: Page, origin: string): Promise<Visitor> {
  const visitor = new Visitor(origin)
  for (const { name, value } of await page.context().cookies(origin)) visitor.takeCookies(`${name}=${value}`)
  return visitor
}

/** Waits until nothing of the page loads any more. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.loading') === null)
}

/** The id of the session whose page is open. */
export function sessionOf(page: Page): string {
  const id = /\/desktop\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  if (id === undefined) throw new Error(`${page.url()} is not the page of a desktop`)
  return id
}
