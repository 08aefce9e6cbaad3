import type { SessionId } from '@nahtlos/contract/identifiers'
import { fileErrorCode } from './file-error.ts'
import type { PackageKeeper } from './package-keeper.ts'
import { isDelivered, type PackageState, type SessionState } from './settings-cache.ts'
import { chunksIn, type VaultAccess } from './vault-access.ts'

/** What this host's disk says of a session, so that a killed agent goes on and nothing is lost that was captured. */
export class KeptSession {
  readonly #vault: VaultAccess
  readonly #session: SessionId
  #isKept = false

  constructor(vault: VaultAccess, session: SessionId) {
    this.#vault = vault
    this.#session = session
  }

  get state(): SessionState | null {
    return this.#vault.cache.session(this.#session)
  }

  /** It was finished before, or the person's next session took over what was left. */
  get isTakenOver(): boolean {
    return this.#isKept && this.state === null
  }

  keep(packages: readonly PackageKeeper[], finished: boolean): void {
    const { cache } = this.#vault
    cache.secure(packages.flatMap((one) => one.undelivered))
    cache.keepSession(this.#session, this.#stateOf(packages, finished))
    this.#isKept = true
  }

  /**
   * What is being sent is known after a kill; where the disk takes nothing, the vault may take it all the same.
   *
   * @param sent those of the packages that are being sent
   * @param last the home may be gone already: then this is all that is known
   */
  keepSending(packages: readonly PackageKeeper[], sent: readonly PackageKeeper[], last: boolean): void {
    const { cache } = this.#vault
    try {
      if (last || !this.#isKept) cache.keepSession(this.#session, this.#stateOf(packages, false))
      else cache.keepSending(this.#session, statesOf(sent))
    } catch (error) {
      if (fileErrorCode(error) === undefined) throw error
    }
  }

  forget(): void {
    this.#vault.cache.forgetSession(this.#session)
  }

  /** This session goes on from what others left, so nobody else has to deliver it. */
  dropInherited(packages: readonly PackageKeeper[], leftOvers: ReadonlyMap<string, PackageState>): void {
    const { cache } = this.#vault
    const own = statesOf(packages)
    for (const session of cache.sessions()) {
      const found = cache.session(session)
      if (found === null || !found.finished) continue
      const rest = Object.entries(found.packages).filter(([template, { ours }]) => {
        const isInherited = leftOvers.get(template)?.ours === ours && own[template]?.ours === ours
        return !isInherited
      })
      if (rest.length === 0) cache.forgetSession(session)
      else if (rest.length < Object.keys(found.packages).length)
        cache.keepSession(session, { ...found, packages: Object.fromEntries(rest) })
    }
  }

  /** Keeps of the person's chunks at most so many bytes, and all that nobody else has. */
  async trim(limit: number): Promise<void> {
    this.#vault.cache.trim(limit, await this.#needed())
  }

  /** Chunks that no trimming may take: what is not delivered, and the snapshots that others build on. */
  async #needed(): Promise<Set<string>> {
    const { cache } = this.#vault
    const needed = new Set<string>()
    for (const session of cache.sessions()) {
      for (const [template, state] of Object.entries(cache.session(session)?.packages ?? {})) {
        for (const id of [state.base, state.ours, state.head]) if (id !== null) needed.add(id)
        if (isDelivered(state)) continue
        for (const id of chunksIn(await this.#vault.entries(template, state.ours))) needed.add(id)
      }
    }
    return needed
  }

  #stateOf(packages: readonly PackageKeeper[], finished: boolean): SessionState {
    const told = packages.filter(({ template }) => template.formats.length > 0)
    const formats = Object.fromEntries(told.map(({ template }) => [template.id, template.formats]))
    return { finished, packages: statesOf(packages), formats }
  }
}

/** Where those of the packages stand that the session has to do with, by template. */
export function statesOf(packages: readonly PackageKeeper[]): Record<string, PackageState> {
  return Object.fromEntries(packages.filter((one) => one.isOpen).map((one) => [one.template.id, one.state]))
}
