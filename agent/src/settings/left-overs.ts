import { VaultError } from '@nahtlos/vault/vault-error'
import { deliver } from './deliver.ts'
import { setAside } from './set-aside.ts'
import type { PackageState } from './settings-cache.ts'
import type { VaultAccess } from './vault-access.ts'

/** Persons whose left-overs are being delivered: a logon and the host's own rounds never do it at once. */
const turns = new Map<string, Promise<unknown>>()

/**
 * Delivers what finished sessions of a person could not deliver from this host. Answers what is still left, by
 * template. It may be called as often as one likes, and never fails: what does not work stays for the next time.
 *
 * @param except a session that attends to itself
 */
export async function deliverLeftOvers(
  vault: VaultAccess,
  now: () => Date,
  report: (template: string, problem: string) => void,
  except: string | null = null,
): Promise<Map<string, PackageState>> {
  const key = vault.cache.folder
  const mine = (turns.get(key) ?? Promise.resolve()).then(() => deliverInTurn(vault, now, report, except))
  const turn = mine.catch(() => undefined)
  turns.set(key, turn)
  void turn.then(() => {
    if (turns.get(key) === turn) turns.delete(key)
  })
  return mine
}

async function deliverInTurn(
  vault: VaultAccess,
  now: () => Date,
  report: (template: string, problem: string) => void,
  except: string | null,
): Promise<Map<string, PackageState>> {
  const { cache } = vault
  const rest = new Map<string, PackageState>()
  let unreachable = false
  for (const session of cache.sessions()) {
    const found = cache.session(session)
    if (found === null || !found.finished || session === except) continue
    const packages = { ...found.packages }
    for (const [template, state] of Object.entries(packages)) {
      try {
        // A vault that does not answer is not asked again: a logon is waiting.
        if (unreachable) throw new VaultError('unavailable', 'the vault does not answer')
        const { state: delivered } = await deliver(vault, template, state, now(), found.formats[template])
        if (delivered.yields) await setAside(vault, template, delivered, now())
        delete packages[template]
      } catch (error) {
        report(
          template,
          `still not delivered: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        )
        unreachable ||= error instanceof VaultError && error.failure === 'unavailable'
        rest.set(template, state)
      }
    }
    cache.letGo()
    if (Object.keys(packages).length === 0) cache.forgetSession(session)
    else cache.keepSession(session, { ...found, packages })
  }
  return rest
}
