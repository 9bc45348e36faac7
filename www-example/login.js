// Who the page is for, where a Worker asks. It is a demo's login: on this machine any name will do.

import { showTrouble } from "./trouble.js";

const byId = (id) => document.getElementById(id);

/** The name of whoever is signed in, or signs in now. */
export async function signIn({ user, wantsCode }) {
  const name = user ?? (await ask(wantsCode));
  byId("who").hidden = false;
  byId("who-name").textContent = name;
  byId("sign-out").addEventListener("click", async () => {
    await fetch("/logout", { method: "POST" });
    location.reload();
  });
  return name;
}

function ask(wantsCode) {
  const form = byId("login");
  document.body.dataset.stage = "login";
  form.hidden = false;
  byId("login-code").hidden = !wantsCode;
  byId("login-name-input").focus();
  return new Promise((signedIn) => {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { name, code } = Object.fromEntries(new FormData(form));
      try {
        signedIn(await send({ name, code }));
        form.hidden = true;
        delete document.body.dataset.stage;
      } catch (error) {
        showTrouble(byId("login-trouble"), error);
      }
    });
  });
}

async function send(body) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch("/login", { method: "POST", headers, body: JSON.stringify(body) });
  const { user, error } = await answer.json();
  if (error) throw Object.assign(new Error(error.message), error, { status: answer.status });
  return user;
}
