import { setImmediate } from 'node:timers/promises'
import { DeviceCard } from '@nahtlos/contract/equipment/device'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import { cardFaults } from '@nahtlos/core/equipment/card-faults'
import { CsvError, parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { issueFields } from '../http/issue-fields.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { plain, recordDeed } from './register.ts'
import { equipmentInForce } from './rules-in-force.ts'

/** Lines of one import. */
const most = 20_000
const columns = ['type', 'serial', 'model', 'attributes', 'state', 'holder', 'department', 'since', 'dueOn']

/** Lines that are written before others have their turn. */
const atOnce = 1_000

/** The whole register. A value that a spreadsheet would take for a formula is quoted so that it stays a text. */
export async function exportDevices(queries: Queries): Promise<string> {
  // As texts, in the order of the columns: ten thousand lines need nothing else.
  const { rows } = await sql<{ line: string[] }>`
    select array[type, serial, model, array_to_string(attributes, ' '), state, coalesce(person.name, ''),
      coalesce(department, ''), coalesce(to_char(since at time zone 'UTC', 'YYYY-MM-DD'), ''), coalesce(due_on::text, '')]
      as line from device left join person on person.id = device.holder order by type, serial`.execute(queries)
  const options = { delimiter: ';', escape_formulas: true }
  const parts = [stringify([columns], { ...options, bom: true })]
  for (let from = 0; from < rows.length; from += atOnce) {
    const lines = rows.slice(from, from + atOnce).map(({ line }) => line)
    parts.push(stringify(lines, options))
    await setImmediate()
  }
  return parts.join('')
}

/** Adds what is new and corrects what is known by type and serial. One faulty line, and nothing is taken. */
export async function importDevices(
  services: Services,
  caller: Caller,
  csv: string,
): Promise<{ added: number; changed: number }> {
  const cards = readCards(services, csv)
  return services.database.transaction().execute(async (transaction) => {
    let added = 0
    let changed = 0
    for (const card of cards) {
      const known = await transaction
        .selectFrom('device')
        .select(['id', 'serial', 'model', 'attributes'])
        .where('type', '=', card.type)
        .where(sql<string>`lower(serial)`, '=', card.serial.toLowerCase())
        .forUpdate()
        .executeTakeFirst()
      const values = plain(card)
      if (known === undefined) {
        const { id } = await transaction
          .insertInto('device')
          .values({ ...values, state: 'in-stock', holder: null, since: null, due_on: null, confirmed_at: null })
          .returning('id')
          .executeTakeFirstOrThrow()
        await recordDeed(services, transaction, caller, id, 'registered')
        added++
      } else if (known.model !== values.model || known.attributes.join() !== values.attributes.join()) {
        await transaction.updateTable('device').set(values).where('id', '=', known.id).execute()
        await recordDeed(services, transaction, caller, known.id, 'changed')
        changed++
      }
    }
    return { added, changed }
  })
}

/** The cards of all lines; throws `invalid-input` with the faulty ones. Comma or semicolon, as the first line has it. */
function readCards(services: Services, csv: string): DeviceCard[] {
  const { rules } = equipmentInForce(services)
  const fields: FieldFault[] = []
  const seen = new Map<string, number>()
  const lines = readLines(csv)
  if (lines.length > most)
    throw wrong(
      most + 2,
      `eine Datei hat höchstens ${most} Geräte; teilen Sie sie auf`,
      `one file has at most ${most} devices; split it`,
    )
  const cards = lines.map((line, index) => {
    // The first line has the names of the columns.
    const number = index + 2
    const parsed = DeviceCard.safeParse({
      type: line.type,
      serial: unescaped(line.serial),
      model: unescaped(line.model),
      attributes: (line.attributes ?? '').split(/\s+/).filter((word) => word !== ''),
    })
    if (!parsed.success) {
      fields.push(...issueFields(parsed.error, `line.${number}`))
      return null
    }
    for (const fault of cardFaults(rules, parsed.data)) fields.push({ ...fault, path: `line.${number}.${fault.path}` })
    const key = `${parsed.data.type} ${parsed.data.serial.toLowerCase()}`
    const first = seen.get(key)
    if (first !== undefined)
      fields.push(
        fieldFault(`line.${number}`, `dasselbe Gerät wie in Zeile ${first}`, `the same device as in line ${first}`),
      )
    seen.set(key, first ?? number)
    return parsed.data
  })
  if (fields.length > 0) throw new ProblemError('invalid-input', { fields: fields.slice(0, 50) })
  return cards.filter((card) => card !== null)
}

/** The apostrophe that an export puts before what looks like a formula. */
function unescaped(text: string | undefined): string | undefined {
  return text?.replace(/^'(?=[=+\-@\t\r])/, '')
}

function readLines(csv: string): Partial<Record<string, string>>[] {
  const first = csv.slice(0, csv.search(/\r?\n|$/))
  try {
    return parse(csv, {
      bom: true,
      delimiter: first.includes(';') ? ';' : ',',
      columns: (names: string[]) => {
        const missing = ['type', 'serial', 'model'].filter((name) => !names.includes(name))
        if (missing.length > 0)
          throw wrong(1, `hat keine Spalte ${missing.join(', ')}`, `has no column ${missing.join(', ')}`)
        return names
      },
      skip_empty_lines: true,
      trim: true,
      to: most + 1,
      max_record_size: 10_000,
    })
  } catch (error) {
    if (error instanceof CsvError)
      throw wrong(typeof error.lines === 'number' ? error.lines : 1, 'ist keine Zeile einer CSV-Datei', error.message)
    throw error
  }
}

function wrong(line: number, de: string, en: string): ProblemError {
  return new ProblemError('invalid-input', { fields: [fieldFault(`line.${line}`, de, en)] })
}
