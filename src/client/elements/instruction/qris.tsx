import { useRef } from 'preact/hooks';
import { formatRupiah } from '../format.ts';
import { Icon } from '../icons.tsx';
import { type PageContext, usePage } from '../page-context.ts';
import type { InstructionProps } from './instruction-props.ts';
import { savePicture } from './save-picture.ts';
import { Steps } from './steps.tsx';

/**
 * The QRIS code: the payer scans it from this screen, or saves it and chooses it from the gallery of the same
 * phone.
 */
export function Qris({ order, instruction }: InstructionProps<'QrisInstruction'>) {
  const { wording, marks } = usePage();
  const large = useRef<HTMLDialogElement>(null);
  const { qris } = wording;
  const amount = formatRupiah(order.amount.value);
  const save = (page: Document) =>
    savePicture(page, instruction.image, {
      title: order.title,
      amount,
      fileName: `${qris.fileName}-${order.partnerReferenceNo}.png`,
    });
  return (
    <section class="card instruction">
      <h1 tabIndex={-1}>{qris.title}</h1>
      <button type="button" class="qr" onClick={() => large.current?.showModal()}>
        <SchemeMarks marks={marks} />
        <img src={instruction.image} alt={qris.image} width="240" height="240" />
        <span>QRIS · {amount}</span>
        <span class="visually-hidden">{qris.enlarge}</span>
      </button>
      <dialog class="large-qr" ref={large} aria-label={qris.image}>
        <SchemeMarks marks={marks} />
        <img src={instruction.image} alt={qris.image} />
        <p>
          {order.title} · <strong>{amount}</strong>
        </p>
        <button type="button" class="primary" onClick={() => large.current?.close()}>
          <Icon of="cross" />
          {qris.close}
        </button>
      </dialog>
      <button type="button" onClick={({ currentTarget }) => void save(currentTarget.ownerDocument)}>
        {qris.save}
      </button>
      <p class="hint">{qris.samePhone}</p>
      <h2>{qris.howTo}</h2>
      <Steps steps={qris.steps} />
    </section>
  );
}

/** The marks of QRIS and of GPN, the national payment gateway, over the code, if the merchant supplied them. */
function SchemeMarks({ marks }: { marks: PageContext['marks'] }) {
  const shown = ['QRIS', 'GPN'].filter((scheme) => marks[scheme] !== undefined);
  if (shown.length === 0) return null;
  return (
    <span class="schemes">
      {shown.map((scheme) => (
        <img key={scheme} src={marks[scheme]} alt={scheme} />
      ))}
    </span>
  );
}
