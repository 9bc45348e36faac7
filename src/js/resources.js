import { Scope, drive } from "../host/driver.js";
import { quietly } from "../host/host.js";
import { A2EError } from "../error/error.js";

/**
 * Gives the class `A2E`, once, its methods and a getter for each resource, from the module's list of all operations,
 * one in a line that begins with its name, and from the names of the others. A name that ends with a dot is a family,
 * which has the verbs.
 *
 * A resource is made at its first use and then kept on its owner.
 */
export function fill(prototype, list, others, verbs) {
  const { job } = prototype;
  if (!job) return;
  delete prototype.job;

  /** The machine of a method that was called; those of `waitAll`; or the values of methods that do not wait. */
  const begin = (client, ...called) => {
    const made = job.call(client, ...called);
    if (A2EError.is(made)) throw made;
    return made;
  };
  const once = async (...called) => run(begin(...called));
  const ways = {
    task: begin,
    notify: begin,
    watch: (...called) => stream(begin(...called)),
    listAll: (...called) => stream(begin(...called)),
    // A room is paid for from its beginning, so one whose call was stopped under way is left when its name is known.
    join: async (client, ...called) => {
      const machine = begin(client, ...called);
      const scope = new Scope();
      scope.late = ({ text }) => quietly(() => leave(client, text));
      // React mounts each component twice while developing, and aborts the first call before anything was sent.
      await null;
      return run(machine, scope).catch((error) => {
        if (error.outcomeUnknown && scope.signal?.aborted) error.message += "; a room that still opens is left at once";
        throw error;
      });
    },
    waitAll: async (...called) => {
      const tasks = begin(...called).map((made) => (A2EError.is(made) ? Promise.reject(made) : run(made)));
      return Promise.allSettled(tasks);
    },
  };

  // An object is a resource; an array is a method, by where its line begins and its number; that of a family has no name.
  const tree = {};
  const enter = (name, ...method) => {
    const path = name.split(".");
    const last = path.pop();
    let resource = tree;
    for (const part of path) resource = resource[part] ??= {};
    resource[last] = method;
  };
  let place = 0;
  for (const line of list.trim().split("\n")) {
    enter(line.split(" ")[0], place, 0);
    place += line.length + 1;
  }
  others.split(" ").forEach((name, number) => enter(name, place, number));

  const furnish = (owner, resource, clientOf) => {
    const offer = (name, place, verb) => {
      const way = ways[name] ?? once;
      owner[name] = function (...given) {
        return way(clientOf(this), place, verb, given);
      };
    };
    for (const [name, part] of Object.entries(resource)) {
      if (name === "") verbs.split(" ").forEach((name, verb) => offer(name, part[0], verb));
      else if (Array.isArray(part)) offer(name, ...part);
      else {
        Object.defineProperty(owner, name, {
          configurable: true,
          enumerable: true,
          get() {
            const client = clientOf(this);
            const value = furnish({}, part, () => client);
            Object.defineProperty(this, name, { value, enumerable: true });
            return value;
          },
        });
      }
    }
    return owner;
  };
  furnish(prototype, tree, (client) => client);
}

/** Leaves the room that an answer to `join` names. */
function leave(client, text) {
  const { channel, uid } = JSON.parse(text).data;
  return client.streaming.leave({ channel, uid });
}

/** Runs a machine that has one value. */
async function run(machine, scope = new Scope()) {
  try {
    return await next(machine, scope);
  } finally {
    end(machine, scope);
  }
}

/** The values of a machine. */
function stream(machine) {
  const scope = new Scope();
  let left = false;
  let begun = false;
  const values = (async function* () {
    begun = true;
    try {
      for (let value; (value = await next(machine, scope)) !== undefined; ) yield value;
    } catch (error) {
      if (!left) throw error;
    } finally {
      end(machine, scope);
    }
  })();
  return {
    next: () => values.next(),
    // A step under way ends, too.
    return: (value) => {
      left = true;
      if (begun) scope.close();
      else end(machine, scope);
      return values.return(value);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Leaves nothing behind. */
function end(machine, scope) {
  scope.close();
  try {
    machine.free();
  } catch {
    // A machine that a panic stopped in a step is never given back.
  }
}

/** The next value of a machine. A panic stops the module in the middle of a step, and all waits are told. */
async function next(machine, scope) {
  try {
    return await drive(machine, scope);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new A2EError("a bug in a2e-wasm stopped this call; please report it", {
      // What was sent before is not known any more.
      outcomeUnknown: true,
      cause: error,
    });
  }
}
