import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

const terminal = processTerminal()
try {
  process.exitCode = await run(process.argv.slice(2), terminal)
} finally {
  terminal.close()
}
