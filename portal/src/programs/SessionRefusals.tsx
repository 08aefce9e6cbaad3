import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { myRefusals } from '../api/programs.ts'
import { Button } from '../shell/Button.tsx'
import { useTexts } from '../shell/language.tsx'
import { programName, RefusalNote } from './RefusalNote.tsx'
import { programTexts } from './texts.ts'

/** Milliseconds; what is started and refused is told soon after. */
const askEvery = 5_000

/** What was not started in this session since its page was opened, beside the picture. */
export function SessionRefusals({ session }: { session: string }) {
  const t = useTexts(programTexts)
  const [opened] = useState(() => Date.now())
  const [hidden, setHidden] = useState<readonly string[]>([])
  const refusals = useQuery({ queryKey: ['program-refusals'], queryFn: myRefusals, refetchInterval: askEvery })
  const here = refusals.data?.filter(
    ({ id, at, session: where }) => where === session && Date.parse(at) > opened && !hidden.includes(`${id} ${at}`),
  )
  return here?.slice(0, 3).map((refusal) => (
    <div key={refusal.id} className="desktop__refusal flow">
      <RefusalNote refusal={refusal} />
      <Button
        look="tertiary"
        small
        aria-label={t.hideNamed(programName(refusal.path))}
        onPress={() => setHidden((before) => [...before, `${refusal.id} ${refusal.at}`])}
      >
        {t.hide}
      </Button>
    </div>
  ))
}
