import { setTimeout } from 'node:timers/promises'
import type { Text } from '@nahtlos/contract/text'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { accept } from '../portal.ts'
import { table } from '../table.ts'

type Work = 'check' | 'repair' | 'collect'

/** Milliseconds between two looks at how far it is. */
const lookEvery = 500

const findings: Readonly<Record<string, Text>> = {
  versions: { de: 'Fassungen', en: 'Versions' },
  chunks: { de: 'Ganze Stücke', en: 'Whole chunks' },
  bytes: { de: 'Bytes im Speicher', en: 'Bytes stored' },
  damagedChunks: { de: 'Beschädigte Stücke', en: 'Damaged chunks' },
  missingChunks: { de: 'Fehlende Stücke', en: 'Missing chunks' },
  brokenVersions: { de: 'Unvollständige Fassungen', en: 'Broken versions' },
  brokenPackages: { de: 'Betroffene Pakete', en: 'Packages concerned' },
  repairedPackages: { de: 'Gerettete Pakete', en: 'Repaired packages' },
  unreadablePeople: { de: 'Personen ohne lesbaren Schlüssel', en: 'People without a readable key' },
  failedPeople: { de: 'Nicht geprüfte Personen', en: 'People not looked at' },
  unusedChunks: { de: 'Nicht mehr gebrauchte Stücke', en: 'Unused chunks' },
  deletedChunks: { de: 'Gelöschte Stücke', en: 'Deleted chunks' },
  forgottenVersions: { de: 'Vergessene Fassungen', en: 'Forgotten versions' },
}

/** Runs to its end; answers 1 where something is wrong that was not mended. */
function inspection(work: Work, summary: Text): Command {
  return {
    name: `vault ${work}`,
    usage: '',
    summary,
    words: [0, 0],
    run: async ({ say, signedIn, show }) => {
      const { api } = await signedIn()
      let found = accept(await api.POST('/api/administration/vault/inspections', { body: { work } }), say)
      if (found.work !== work) {
        throw new Failure(
          say({ de: 'Gerade läuft: vault {}.', en: 'Running just now: vault {}.' }, found.work),
          say({ de: 'Versuchen Sie es danach noch einmal.', en: 'Try again after it.' }),
        )
      }
      const params = { path: { inspection: found.id } }
      while (found.state === 'running') {
        await setTimeout(lookEvery)
        found = accept(await api.GET('/api/administration/vault/inspections/{inspection}', { params }), say)
      }
      const rows = Object.entries(findings).map(([name, title]) => [
        say(title),
        found.findings[name as keyof typeof found.findings],
      ])
      const head = [say({ de: 'Befund', en: 'Finding' }), say({ de: 'Zahl', en: 'Count' })]
      const people = say({ de: '{} von {} Personen.', en: '{} of {} people.' }, found.peopleDone, found.peopleTotal)
      show(found, [...table(head, rows), people])
      const { brokenPackages, repairedPackages, damagedChunks, unreadablePeople, failedPeople } = found.findings
      const wrong = work === 'repair' ? brokenPackages - repairedPackages : brokenPackages + damagedChunks
      return found.state === 'finished' && wrong + unreadablePeople + failedPeople === 0 ? 0 : 1
    },
  }
}

export const checkVault = inspection('check', {
  de: 'Den Speicher der Einstellungen prüfen',
  en: 'Check the store of settings',
})

export const repairVault = inspection('repair', {
  de: 'Den Speicher der Einstellungen prüfen und reparieren, was sich reparieren lässt',
  en: 'Check the store of settings and repair what can be repaired',
})

export const collectVault = inspection('collect', {
  de: 'Alte Fassungen und nicht mehr Gebrauchtes löschen',
  en: 'Delete old versions and what is not used any more',
})

export const rotateVault: Command = {
  name: 'vault rotate',
  usage: '',
  summary: {
    de: 'Alle Schlüssel mit dem neuen Hauptschlüssel verschließen',
    en: 'Wrap all keys with the new master key',
  },
  words: [0, 0],
  run: async ({ say, signedIn, show }) => {
    const { api } = await signedIn()
    const done = accept(await api.POST('/api/administration/vault/rotation'), say)
    const lines = [
      say(
        { de: '{} Schlüssel neu verschlossen mit Hauptschlüssel {}.', en: '{} keys wrapped anew with master key {}.' },
        done.wrapped,
        done.masterKey,
      ),
    ]
    if (done.left > 0) {
      const text = {
        de: '{} Schlüssel warten: Ihr Hauptschlüssel fehlt.',
        en: '{} keys wait: their master key is missing.',
      }
      lines.push(say(text, done.left))
    }
    show(done, lines)
    return done.left === 0 ? 0 : 1
  },
}
