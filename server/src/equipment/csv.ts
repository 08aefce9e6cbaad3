import { setImmediate } from 'node:timers/promises'
import { DeviceCard } from '@nahtlos/contract/equipment/device'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import { cardFaults } from '@nahtlos/core/equipment/card-faults'
import { CsvError, parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { issueFields } from '../http/issue-fields.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { csvLine, fromCell } from './csv-line.ts'
import { plain, recordDeeds } from './register.ts'
import { equipmentInForce } from './rules-in-force.ts'

/** Lines of one import. */
const most = 20_000
const columns = ['type', 'serial', 'model', 'attributes', 'state', 'holder', 'department', 'since', 'dueOn']

/** Lines that are written before others have their turn. */
const atOnce = 1_000

/** The whole register. A value that a spreadsheet would take for a formula is quoted so that it stays a text. */
export async function exportDevices(queries: Queries): Promise<string> {
  // As texts in the order of the columns and in one piece of JSON, which is read three times as fast as rows; in an
  // order of bytes, for that of a language takes longer than all the rest.
  const { rows: found } = await sql<{ lines: string[][] | null }>`
    select json_agg(line) as lines from (
      select array[type, serial, model, array_to_string(attributes, ' '), state, coalesce(person.name, ''),
        coalesce(department, ''), coalesce((since at time zone 'UTC')::date::text, ''), coalesce(due_on::text, '')] as line
      from device left join person on person.id = device.holder order by type, serial collate "C") as sorted`.execute(
    queries,
  )
  const rows = found[0]?.lines ?? []
  const parts = [`\uFEFF${csvLine(columns)}`]
  for (let from = 0; from < rows.length; from += atOnce) {
    parts.push(
      rows
        .slice(from, from + atOnce)
        .map(csvLine)
        .join(''),
    )
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
  const cards = readCards(services, csv).map(plain)
  const sent = sql`jsonb_to_recordset(${JSON.stringify(cards)}::jsonb)
    as sent (type text, serial text, model text, attributes text[])`
  return services.database.transaction().execute(async (transaction) => {
    // One statement for all that is new and one for all that differs, each in one order: two imports at once wait.
    const added = await sql<{ id: string }>`
      insert into device (type, serial, model, attributes, state)
        select type, serial, model, attributes, 'in-stock' from ${sent} order by type, lower(serial)
      on conflict do nothing returning id`.execute(transaction)
    const changed = await sql<{ id: string }>`
      with differing as (
        select device.id, sent.serial, sent.model, sent.attributes
        from ${sent} join device on device.type = sent.type and lower(device.serial) = lower(sent.serial)
        where device.model <> sent.model or device.attributes <> sent.attributes
        order by device.id for no key update of device)
      update device set serial = differing.serial, model = differing.model, attributes = differing.attributes
        from differing where device.id = differing.id returning device.id`.execute(transaction)
    const idsOf = ({ rows }: typeof added) => rows.map(({ id }) => id)
    await recordDeeds(services, transaction, caller, idsOf(added), 'registered')
    await recordDeeds(services, transaction, caller, idsOf(changed), 'changed')
    return { added: added.rows.length, changed: changed.rows.length }
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
      serial: readCell(line.serial),
      model: readCell(line.model),
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

function readCell(text: string | undefined): string | undefined {
  return text === undefined ? undefined : fromCell(text)
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
