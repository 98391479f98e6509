// What was typed into a form of the portal is kept in this tab while it is sent. Where the session had ended meanwhile, it stands in
// the form again after the sign-in of the same person; any other page of the portal forgets it. Files and passwords are never kept.
{
  const KEY = 'i-speed.typed';
  const portal = document.querySelector('.portal');
  const person = portal?.getAttribute('data-person');
  const kept = take();
  const address = new URL(location.href);
  if (kept && address.searchParams.has('da-nhap') && kept.person === person && kept.path === location.pathname) {
    address.searchParams.delete('da-nhap');
    history.replaceState(history.state, '', address);
    const form = [...document.forms].find((one) => nameOf(one) === kept.name);
    if (form) fill(form, kept.fields);
  }

  addEventListener('submit', ({ target: form, defaultPrevented }) => {
    const fields = defaultPrevented || form.method !== 'post' ? [] : controlsOf(form).map(textOf);
    if (fields.length === 0) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ person, path: location.pathname, name: nameOf(form), fields }));
    } catch {
      // A browser that keeps nothing for pages, or has no room: the form is sent all the same.
    }
  });

  /** What was kept, which is kept no longer; null where nothing was. */
  function take() {
    try {
      const text = sessionStorage.getItem(KEY);
      sessionStorage.removeItem(KEY);
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** Tells a form from the others of its page: forms of a table's rows differ in what they hide. */
  function nameOf(form) {
    const hidden = [...form.querySelectorAll('input[type=hidden]')].map(({ name, value }) => [name, value]);
    return JSON.stringify([form.getAttribute('action'), hidden]);
  }

  /** What a person fills in. */
  function controlsOf(form) {
    return [...form.elements].filter(
      ({ name, type }) => name && !/^(hidden|password|file|submit|button|fieldset)$/.test(type),
    );
  }

  /** A text; of what is ticked, whether it is. */
  function textOf({ type, value, checked }) {
    return /^(checkbox|radio)$/.test(type) ? checked : value;
  }

  function fill(form, fields) {
    for (const [i, control] of controlsOf(form).entries()) {
      if (typeof fields[i] === 'boolean') control.checked = fields[i];
      else if (fields[i] !== undefined) control.value = fields[i];
      for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
    }
    const folded = form.closest('details');
    if (folded) folded.open = true;
    const said = document.createElement('p');
    said.className = 'card';
    said.tabIndex = -1;
    said.textContent = portal.getAttribute('data-typed-again');
    form.prepend(said);
    said.focus();
  }
}
