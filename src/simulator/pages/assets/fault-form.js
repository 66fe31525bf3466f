/** Shows only the parts of the fault form that fit the operation, and the meaning and options of the chosen fault. */

const form = /** @type {HTMLFormElement | null} */ (document.getElementById('arm-fault'));
if (form !== null) {
  const operation = /** @type {HTMLSelectElement} */ (form.elements.namedItem('operation'));
  const fault = /** @type {HTMLSelectElement} */ (form.elements.namedItem('fault'));
  const allFaults = [...fault.options];

  const showFields = () => {
    const { value } = fault;
    const isFor = (/** @type {HTMLOptionElement} */ option) =>
      option.dataset.operations?.split(' ').includes(operation.value);
    fault.replaceChildren(...allFaults.filter(isFor));
    // The same fault stays chosen if the other operation has it too.
    fault.value = value;
    if (fault.selectedIndex < 0) fault.selectedIndex = 0;
    describe(form, fault.selectedOptions[0]?.dataset ?? {});
  };
  form.addEventListener('change', showFields);
  form.addEventListener('reset', () => setTimeout(showFields));
  showFields();
}

/**
 * @param {HTMLFormElement} form
 * @param {DOMStringMap} chosen what the option says of its fault
 */
function describe(form, { meaning = '', options = '{}' }) {
  const sentence = form.querySelector('[data-meaning-shown]');
  if (sentence !== null && sentence.textContent !== meaning) sentence.textContent = meaning;
  const defaults = JSON.parse(options);
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-option]'))) {
    const name = field.dataset.option ?? '';
    const input = /** @type {HTMLInputElement} */ (field.querySelector('input, select'));
    field.hidden = !(name in defaults);
    input.disabled = field.hidden;
    input.placeholder = `${defaults[name] ?? ''}`;
  }
}
