/* Passkeys: hands the page's question to the browser and sends its answer with the form. */
const raw = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => keys?.map((key) => ({ ...key, id: raw(key.id) }));

function question({ publicKey: asked }) {
  const made = { ...asked, challenge: raw(asked.challenge) };
  if (asked.user) made.user = { ...asked.user, id: raw(asked.user.id) };
  if (asked.excludeCredentials) made.excludeCredentials = listed(asked.excludeCredentials);
  if (asked.allowCredentials) made.allowCredentials = listed(asked.allowCredentials);
  return { publicKey: made };
}

function answer(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = text(key.response[name]);
  }
  return JSON.stringify({
    id: key.id, rawId: text(key.rawId), type: key.type, response,
    clientExtensionResults: {},
  });
}

async function ask(form) {
  const said = form.querySelector("[data-said]");
  said.hidden = true;
  try {
    const key = await navigator.credentials[form.dataset.passkey](question(JSON.parse(form.dataset.question)));
    form.querySelector("input[name$=answer]").value = answer(key);
    form.submit();
  } catch {
    said.hidden = false;
    said.focus();
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    ask(form);
  });
}
