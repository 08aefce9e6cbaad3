import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { Language } from '@nahtlos/contract/text'
import { checkDocument, faultAt } from '@nahtlos/core/configuration/check-document'
import { readDocuments } from '@nahtlos/core/configuration/read-documents'
import { environmentFaults } from '@nahtlos/core/environment/check-environment'
import { expand } from '@nahtlos/core/environment/expand'
import { AgentConfiguration } from '../agent-configuration.ts'
import { type DryRun, dryRun } from '../environment/dry-run.ts'
import { SessionGone, sessionDoor } from '../environment/session-door.ts'
import { readRecord, type SessionRecord } from '../sessions/record.ts'
import { sessionPaths } from '../sessions/session-paths.ts'
import { realSystem } from '../system/real-system.ts'
import { sessionApps } from '../withheld/session-apps.ts'

/**
 * `nahtlos host rules`: what each action of the environment rules that apply in somebody's running session on this host
 * would do now, or of rules in a file that nobody has published; none of it is done. Conditions are the simulation's
 * affair. Ends with 1 where an action is seen to fail, or nothing was found.
 */
const usage = 'usage: ./nahtlos host rules --as ACCOUNT [--file RULES.yaml]'
const language: Language = process.env.LANG?.startsWith('de') ? 'de' : 'en'
const say = (de: string, en: string) => (language === 'de' ? de : en)

function refuse(message: string, code: number): never {
  console.error(message)
  process.exit(code)
}

const { values } = parseArgs({
  options: { as: { type: 'string' }, file: { type: 'string' }, config: { type: 'string' } },
})
if (values.as === undefined) refuse(usage, 64)
if (values.config === undefined) refuse(`${usage}\n--config names the configuration file of this host's agent`, 64)
const configuration = AgentConfiguration.parse(JSON.parse(await readFile(values.config, 'utf8')))
const system = realSystem()
const proposed = values.file === undefined ? null : await rulesIn(values.file)
const sessions = await sessionsOf(values.as)
if (sessions.length === 0)
  refuse(say(`${values.as} hat auf diesem Rechner keine Sitzung`, `${values.as} has no session on this host`), 1)
for (const record of sessions) await tell(record)

async function rulesIn(path: string): Promise<EnvironmentRule[]> {
  const { documents, faults } = readDocuments({ path: basename(path), text: await readFile(path, 'utf8') })
  const checked = documents.map(checkDocument)
  const rules = checked.flatMap((each) =>
    'document' in each && each.document.kind === 'EnvironmentRule' ? [each.document] : [],
  )
  const wrong = [
    ...faults,
    ...checked.flatMap((each) => ('document' in each ? [] : each)),
    ...checked.flatMap((each) =>
      'document' in each && each.document.kind === 'EnvironmentRule'
        ? environmentFaults(each.document).map((fault) => faultAt(each.raw, fault.path, fault.message))
        : [],
    ),
  ]
  if (wrong.length > 0)
    refuse(wrong.map(({ line, column, message }) => `${path}:${line}:${column}: ${message[language]}`).join('\n'), 1)
  if (rules.length === 0) refuse(say(`${path} hat keine EnvironmentRule`, `${path} has no EnvironmentRule`), 1)
  return rules
}

async function sessionsOf(account: string): Promise<SessionRecord[]> {
  const directory = join(configuration.state, 'sessions')
  const names = (await system.list(directory)).filter((name) => name.endsWith('.json'))
  const records = await Promise.all(names.map((name) => readRecord(system, join(directory, name))))
  return records.flatMap((record) =>
    record?.order.person.account === account && record.launcher !== null ? [record] : [],
  )
}

async function tell(record: SessionRecord): Promise<void> {
  const { order, environment } = record
  const paths = sessionPaths(configuration, order.id, order.person.account)
  const { account, name, uid } = order.person
  const zone = environment.present?.zone ?? 'unknown'
  const launcher = () => record.launcher?.pid ?? null
  const door = sessionDoor({
    ...{ system, launcher, display: () => record.display },
    ...{ enter: paths.enter, person: order.person },
  })
  const apps = sessionApps(system, door, order, paths.session)
  const credentials = join(configuration.state, 'credentials')
  console.log(`${name} (${account}), ${order.title[language]} (${order.target.workspace}), ${zone}, ${order.id}`)
  const rules = proposed ?? environment.present?.rules ?? []
  if (rules.length === 0) console.log(say('  keine Regel gilt', '  no rule applies'))
  for (const rule of rules) {
    console.log(`\n${rule.title[language]} (EnvironmentRule/${rule.id}), ${rule.on.join(', ')}, when: ${rule.when}`)
    for (const action of rule.actions.map((each) => expand(each, { account, name, zone, uid: String(uid) }))) {
      const key = `${rule.id}/${action.id}`
      const trigger = rule.on[0] ?? null
      const at = { door, apps, paths, order, zone, trigger, credentials }
      const isDone = environment.applied.some((each) => each.key === key)
      console.log(`  ${action.id}: ${action.action}, ${action.concern}${isDone ? say(', ist getan', ', is done') : ''}`)
      const told = await dryRun(system, action, key, at).catch((error: unknown) => {
        if (error instanceof SessionGone) return { effects: [], failure: error.message }
        throw error
      })
      for (const line of linesOf(told)) console.log(`    ${line}`)
      if (told.failure !== null) process.exitCode = 1
    }
  }
}

/** What would be written may be a password: only how much it is is told. */
function linesOf({ effects, failure }: DryRun): string[] {
  const lines = effects.map(({ what, path, content }) => {
    const much = content === undefined ? '' : ` (${Buffer.byteLength(content)} ${say('Byte', 'bytes')})`
    return `${what} ${shortened(path.replaceAll(/\s+/g, ' '))}${much}`
  })
  return failure === null ? lines : [...lines, `${say('ginge nicht', 'would fail')}: ${failure}`]
}

/** Of a long program its beginning and its end, in which what it is given stands. */
function shortened(words: string): string {
  return words.length <= 400 ? words : `${words.slice(0, 200)} … ${words.slice(-200)}`
}
