import { accessSync, constants, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { discover } from './discover.ts'
import { NotWatchable } from './fresh-seat.ts'
import { toldJudgements } from './told-judgements.ts'

/** `./nahtlos settings discover PROGRAM [ARGUMENT…]`: prints a template for an app that the library does not know. */
const [given = '', ...rest] = process.argv.slice(2)
// Apps start in the home, where a path relative to this folder means nothing.
const program = given.includes('/') ? resolve(given) : given
const command = [program, ...rest]
const places = program.includes('/') ? [''] : ['/usr/local/bin/', '/usr/bin/', '/bin/', '/usr/games/']
const isThere = places.some((place) => {
  try {
    accessSync(place + program, constants.X_OK)
    return statSync(place + program).isFile()
  } catch {
    // Looked for in the next place.
    return false
  }
})
const problem =
  given === ''
    ? 'usage: nahtlos settings discover PROGRAM [ARGUMENT…]'
    : !isThere
      ? `this machine has no program ${program}`
      : /^\/(home|tmp|root|run\/user)\//.test(program)
        ? `${program} lies where a session sees only its own files: install it elsewhere, such as in /opt`
        : null
if (problem !== null) {
  console.error(problem)
  process.exit(64)
}
try {
  console.error(`watching ${command.join(' ')} in two fresh homes, and verifying in three more …`)
  const { document, judgements, remarks, faults, proofs } = await discover(command)
  for (const line of toldJudgements(judgements)) console.error(line)
  for (const remark of remarks) console.error(`· ${remark}`)
  for (const proof of proofs) console.error(`✓ it remembers ${proof}`)
  for (const fault of faults) console.error(`✗ ${fault}`)
  console.error(
    faults.length === 0
      ? '✓ verified: with these files alone it remembers what it remembers with its whole home, and an empty home does not'
      : '✗ not verified',
  )
  process.stdout.write(document)
  process.exitCode = faults.length === 0 ? 0 : 1
} catch (error) {
  if (!(error instanceof NotWatchable)) throw error
  console.error(`✗ ${error.message}`)
  process.exitCode = 1
}
