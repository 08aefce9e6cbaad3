import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { Text } from '@nahtlos/contract/text'
import type { Services } from '../services.ts'

/** Versions kept where the configuration knows a template no more: its packages stay until their people decide. */
const keptWithoutTemplate = 30

/** The template of this id in the configuration in force; null where there is none (any more). */
export function templateOf({ published }: Services, id: string): SettingsTemplate | null {
  return published.current()?.configuration.settings.get(id) ?? null
}

export function titleOf(services: Services, id: string): Text {
  return templateOf(services, id)?.title ?? { de: id, en: id }
}

export function versionsKept(services: Services, id: string): number {
  return templateOf(services, id)?.keep ?? keptWithoutTemplate
}
