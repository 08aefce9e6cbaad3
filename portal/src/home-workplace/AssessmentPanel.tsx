import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { assessCheck, homeCheck, homePhoto } from '../api/home-workplace.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { Loading } from '../shell/Loading.tsx'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { homeTexts } from './texts.ts'

interface AssessmentPanelProps {
  readonly check: string
  onDone(name: string): Promise<void>
}

/** One check with its answers and photos, and the word about it. */
export function AssessmentPanel({ check, onDone }: AssessmentPanelProps) {
  const t = useTexts(homeTexts)
  const words = useTexts(shellTexts)
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  const [remark, setRemark] = useState('')
  const { errors, check: good } = useErrors<'remark'>(form)
  // Nothing of it is kept once the panel is closed.
  const seen = useQuery({ queryKey: ['home-check', check], queryFn: () => homeCheck(check), gcTime: 0 })
  const assess = useMutation({
    mutationFn: (accepted: boolean) => assessCheck(check, { accepted, remark: remark.trim() || null }),
    onSuccess: ({ person }) => onDone(person.name),
  })
  if (seen.isPending) return <Loading />
  if (seen.isError) return <TroubleAlert error={seen.error} />
  const titleOf = (item: string) => {
    const title = seen.data.checklist.find(({ id }) => id === item)?.title
    return title ? text(title) : item
  }
  return (
    <form ref={form} className="flow" noValidate onSubmit={(event) => event.preventDefault()}>
      <p className="kern-body kern-body--muted">{t.looked}</p>
      <ul className="kern-list kern-list--bullet">
        {seen.data.answers.map(({ item, yes, note }) => (
          <li key={item}>
            {titleOf(item)} <strong>{yes ? words.yes : words.no}</strong>
            {note && `: ${note}`}
          </li>
        ))}
      </ul>
      {seen.data.photos.map((photo, index) => (
        <Photo key={photo} check={check} photo={photo} label={t.photo(index + 1)} />
      ))}
      <Field label={t.remark} hint={t.remarkHint} rows={2} value={remark} onChange={setRemark} error={errors.remark} />
      {assess.error && <TroubleAlert key={assess.submittedAt} error={assess.error} />}
      <div className="row">
        <Button
          look="primary"
          isPending={assess.isPending}
          onPress={() => {
            if (good({})) assess.mutate(true)
          }}
        >
          {t.accept}
        </Button>
        <Button
          isPending={assess.isPending}
          onPress={() => {
            if (good(remark.trim() ? {} : { remark: t.remarkMissing })) assess.mutate(false)
          }}
        >
          {t.giveBack}
        </Button>
      </div>
    </form>
  )
}

function Photo({ check, photo, label }: { check: string; photo: string; label: string }) {
  const picture = useQuery({ queryKey: ['home-photo', photo], queryFn: () => homePhoto(check, photo), gcTime: 0 })
  if (picture.isPending) return <Loading />
  if (picture.isError) return <TroubleAlert error={picture.error} />
  return <img className="photo" src={`data:image/jpeg;base64,${picture.data.jpeg}`} alt={label} />
}
