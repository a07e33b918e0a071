/* The two fields of the time strip: from and to, typed. */
(() => {
  'use strict';

  const { dates } = window.mapdash;

  /* The period that the two fields ask for, when one of them has just been changed; null for none, or { problem }. */
  const typedPeriod = ({ from, to }, changed, all) => {
    const [first, last] = [from, to].map((text) => (text.trim() ? dates.parse(text) : null));
    const asked = changed === 'from' ? first : last;
    if (asked && asked.problem) return asked;
    if (!first && !last) return { period: null };
    const start = first && !first.problem ? first.first : all[0];
    const end = last && !last.problem ? last.last : all[1];
    /* Who types a start behind the end wants to look there: the other end follows. */
    const period = start <= end ? [start, end] : [asked.first, asked.last];
    return { period: period[0] <= all[0] && period[1] >= all[1] ? null : period };
  };

  const makeFields = ({ model, interrupt, problemBox }) => {
    const { element } = window.mapdash;
    const makeField = (words) => {
      const label = element('label', 'md-time-field');
      const input = element('input');
      input.type = 'text';
      input.autocomplete = 'off';
      input.spellcheck = false;
      input.maxLength = 40;
      label.append(element('span', '', words), input);
      return { label, input };
    };
    const from = makeField('From');
    const to = makeField('To');
    const inputs = { from: from.input, to: to.input };

    const texts = () => (model.period ? dates.boundTexts(model.period) : ['', '']);

    const forget = (input) => {
      problemBox.hidden = true;
      input.removeAttribute('aria-invalid');
      input.removeAttribute('aria-describedby');
    };

    const write = () => {
      const now = texts();
      [from, to].forEach(({ input }, i) => {
        if (input.getAttribute('aria-invalid') || (document.activeElement === input && input.isTouched)) return;
        input.value = now[i];
      });
    };

    const take = (name) => {
      const input = inputs[name];
      input.isTouched = false;
      if (!model.ranges) return;
      const answer = typedPeriod({ from: from.input.value, to: to.input.value }, name, model.ranges.all);
      if (answer.problem) {
        problemBox.textContent = answer.problem;
        problemBox.hidden = false;
        input.setAttribute('aria-invalid', 'true');
        input.setAttribute('aria-describedby', problemBox.id);
        return;
      }
      for (const other of [from, to]) forget(other.input);
      interrupt();
      model.set(answer.period);
      write();
    };

    for (const [name, input] of Object.entries(inputs)) {
      input.addEventListener('input', () => { input.isTouched = true; forget(input); });
      input.addEventListener('change', () => take(name));
      input.addEventListener('keydown', (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        input.isTouched = false;
        forget(input);
        write();
      });
    }

    return { nodes: [from.label, to.label], write, hint() {
      if (!model.ranges) return;
      const [first, last] = model.ranges.core.map((day) => String(dates.partsOf(day).year));
      from.input.placeholder = first;
      to.input.placeholder = last;
    } };
  };

  window.mapdash.typedPeriod = typedPeriod;
  window.mapdash.makeTimelineFields = makeFields;
})();
