import type { App } from '@nahtlos/contract/configuration/app'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { programsOf } from '../desktop/app-programs.ts'

/** Which programs of a session run, and so which settings are in use. */
export class RunningPrograms {
  readonly #apps: readonly App[]
  readonly #running = new Set<string>()

  constructor(apps: readonly App[]) {
    this.#apps = apps
  }

  add(program: string): void {
    this.#running.add(program)
  }

  delete(program: string): void {
    this.#running.delete(program)
  }

  /** Whether a template belongs to an app of this program. */
  concerns(program: string, { scope }: SettingsTemplate): boolean {
    return scope !== 'logon' && this.#appsOf(program).some((id) => scope.apps.includes(id))
  }

  /** Whether something of a template runs; what has the scope `logon` always does. */
  use(template: SettingsTemplate): boolean {
    return template.scope === 'logon' || [...this.#running].some((program) => this.concerns(program, template))
  }

  #appsOf(program: string): string[] {
    return this.#apps.filter((app) => programsOf(app).includes(program)).map(({ id }) => id)
  }
}
