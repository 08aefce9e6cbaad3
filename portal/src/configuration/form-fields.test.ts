import { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import { expect, test } from 'vitest'
import {
  beginningOf,
  commandText,
  formNames,
  formOf,
  forms,
  isEmpty,
  valueAt,
  withValue,
  wordsOf,
} from './form-fields.ts'

const example: Readonly<Record<string, unknown>> = {
  texts: { de: 'A', en: 'A' },
  text: 'xterm',
  lines: ['10.0.0.0/8'],
  command: ['mousepad', '--quit'],
  number: 10,
  flag: true,
  condition: 'zone.outside',
  rights: ['print'],
  without: ['print'],
  triggers: ['logon'],
  demands: ['second-factor'],
  running: 'close',
  effect: 'deny',
  action: [{ action: 'printer', id: 'p', concern: 'comfort', queue: 'etage-2' }],
}

const special: Readonly<Record<string, unknown>> = {
  opens: ['text/plain'],
  people: ['anna.becker'],
  packages: ['python3*'],
  paths: ['/opt/tool/run'],
}

test('each form writes a document that the schema takes', () => {
  for (const form of formNames) {
    let values = { ...beginningOf(form, null), id: 'made' } as Readonly<Record<string, unknown>>
    for (const { path, type } of forms[form])
      values = withValue(
        values,
        path,
        path in special ? special[path] : typeof type === 'string' ? example[type] : 'one' in type ? 'main' : ['one'],
      )
    const written = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
    const result = ConfigurationDocument.safeParse(written)
    expect(result.success ? [] : result.error.issues, form).toEqual([])
    expect(formOf(written)).toBe(form)
  }
})

test('what is emptied is taken out, and a map with it', () => {
  const bounded = withValue({}, 'bounds.idleMinutes', 5)
  expect(valueAt(bounded, 'bounds.idleMinutes')).toBe(5)
  expect(withValue(bounded, 'bounds.idleMinutes', undefined).bounds).toBeUndefined()
  expect(isEmpty({ de: '', en: '' })).toBe(true)
  expect(withValue({ members: { groups: ['a'] } }, 'members.groups', []).members).toEqual({ groups: undefined })
})

test('a command keeps its words', () => {
  expect(wordsOf('sh -c "a b"')).toEqual(['sh', '-c', 'a b'])
  expect(commandText(['sh', '-c', 'a b'])).toBe('sh -c "a b"')
})
