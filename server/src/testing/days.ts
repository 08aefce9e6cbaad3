import type { Browser } from './browser.ts'
import { ownPassword, signIn } from './people.ts'
import type { TestServer } from './test-server.ts'

/** Moves the clock to an instant; whoever is given signs in again, for sign-ins do not last so long. */
export async function moveTo(
  server: TestServer,
  instant: string,
  browsers: ReadonlyMap<string, Browser>,
): Promise<void> {
  server.clock.now = new Date(instant)
  for (const [account, browser] of browsers) await signIn(browser, account, ownPassword)
}
