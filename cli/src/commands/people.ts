import { DirectoryPerson } from '@nahtlos/contract/api/administration'
import { issueText } from '@nahtlos/contract/issue-text'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Command } from '../command.ts'
import { Failure } from '../failure.ts'
import { readBytes } from '../file.ts'
import type { Say } from '../language.ts'
import { accept } from '../portal.ts'
import { table } from '../table.ts'
import { dayOf } from '../typed.ts'

/** People per request, as the API takes them. */
const batch = 2000

const List = z.array(DirectoryPerson)

export const importPeople: Command = {
  name: 'people import',
  usage: 'FILE',
  summary: {
    de: 'Personen aus einer YAML- oder JSON-Liste aufnehmen oder ändern; gibt neue Anfangspasswörter aus',
    en: 'Add or change people of a YAML or JSON list; prints new first passwords',
  },
  words: [1, 1],
  run: async ({ words, say, signedIn, show }) => {
    const file = words[0] ?? ''
    const people = await readPeople(file, say).catch((error: unknown) => {
      if (error instanceof Failure) throw error
      const details =
        error instanceof z.ZodError
          ? error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${say(issueText(issue))}`)
          : [error instanceof Error ? error.message : String(error)]
      throw new Failure(say({ de: '{} lässt sich nicht lesen.', en: '{} cannot be read.' }, file), '', details)
    })
    const { api } = await signedIn()
    const sum = {
      added: 0,
      updated: 0,
      firstPasswords: [] as { account: string; password: string; half: boolean }[],
      waiting: [] as string[],
    }
    for (let start = 0; start < people.length; start += batch) {
      const body = { people: people.slice(start, start + batch) }
      const done = accept(await api.POST('/api/administration/people', { body }), say)
      sum.added += done.added
      sum.updated += done.updated
      sum.firstPasswords.push(...done.firstPasswords)
      sum.waiting.push(...done.waiting)
    }
    const head = [say({ de: 'Benutzername', en: 'User name' }), say({ de: 'Anfangspasswort', en: 'First password' })]
    const rows = sum.firstPasswords.map(({ account, password, half }) => [account, half ? `${password}-…` : password])
    const waiting = {
      de: 'Auf die Bestätigung einer zweiten Person der Administration warten: {}. Sie bekommt auch die zweite Hälfte der Anfangspasswörter (nahtlos people confirm).',
      en: 'Wait for a second administrator: {}. She is told the second half of the first passwords as well (nahtlos people confirm).',
    }
    show(sum, [
      say({ de: '{} aufgenommen, {} geändert.', en: '{} added, {} changed.' }, sum.added, sum.updated),
      ...(rows.length === 0 ? [] : table(head, rows)),
      ...(sum.waiting.length === 0 ? [] : [say(waiting, sum.waiting.join(', '))]),
    ])
    return 0
  },
}

async function readPeople(file: string, say: Say): Promise<DirectoryPerson[]> {
  return List.parse(parse((await readBytes(file, say)).toString()))
}

export const leavePeople: Command = {
  name: 'people leave',
  usage: 'ACCOUNT [DATE]',
  summary: {
    de: 'Sagen, ab welchem Tag jemand nicht mehr da ist (ohne Tag: ab heute); Vereinbarungen, Sitzungen und Anmeldung enden',
    en: 'Say from which date on somebody is gone (without one: today); agreements, sessions and sign-in end',
  },
  words: [1, 2],
  run: async ({ words, say, signedIn, show }) => {
    const [account = '', day = new Date().toLocaleDateString('sv-SE')] = words
    const on = dayOf(day, say)
    const { api } = await signedIn()
    accept(
      await api.POST('/api/administration/people/{account}/leaving', { params: { path: { account } }, body: { on } }),
      say,
    )
    show({ account, on }, [say({ de: '{} ist ab {} nicht mehr da.', en: '{} is gone from {} on.' }, account, on)])
    return 0
  },
}
