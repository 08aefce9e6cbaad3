import { readFile, writeFile } from 'node:fs/promises'
import { documentSchema } from '@nahtlos/server/configuration/documents'
import { openApiDocument } from '@nahtlos/server/http/openapi'
import openapiTS, { astToString } from 'openapi-typescript'

/**
 * Writes `contract/configuration.schema.json`, by which editors check documents, `contract/openapi.json` from the
 * route declarations, and `contract/src/api/paths.ts`, the types of the
 * clients, from it. With `--check` it writes nothing and fails where a file isn't what it would write.
 */
const document = await openApiDocument()
// The generator may rewrite what it is given, so the text comes first.
const text = `${JSON.stringify(document, null, 2)}\n`
const notice =
  '// Generated from contract/openapi.json by tools/src/openapi.ts; change the route declarations instead.\n\n'
const types = notice + astToString(await openapiTS(text, { defaultNonNullable: false }))

const schema = `${JSON.stringify(documentSchema(), null, 2)}\n`
const outputs: [URL, string][] = [
  [new URL('../../contract/configuration.schema.json', import.meta.url), schema],
  [new URL('../../contract/openapi.json', import.meta.url), text],
  [new URL('../../contract/src/api/paths.ts', import.meta.url), types],
]

if (process.argv.includes('--check')) {
  for (const [file, expected] of outputs) {
    if ((await readFile(file, 'utf8')) !== expected) {
      console.error(`${file.pathname} is stale; run: node tools/src/openapi.ts`)
      process.exitCode = 1
    }
  }
} else {
  for (const [file, content] of outputs) await writeFile(file, content)
}
