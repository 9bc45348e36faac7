import { Scope, drive } from "../host.js";
import { A2EError } from "./error.js";

/**
 * Gives the class `A2E`, once, its methods and a getter for each resource, from the names of all operations in
 * the order of the module's list. A name that ends with a dot is a family, which has the verbs.
 *
 * A resource is made at its first use and then kept on its owner.
 */
export function furnish(prototype, names, verbs) {
  const { job, task, waits } = prototype;
  if (!job) return;
  for (const name of ["job", "task", "waits"]) delete prototype[name];

  /** The machine of a method that was called, with the scope in which it runs. */
  const begin = (client, place, verb, given) => {
    const machine = job.call(client, place, verb, ...given);
    return { machine, scope: new Scope(machine.signal) };
  };
  const once = async (...called) => run(begin(...called));
  const stream = (...called) => {
    const { machine, scope } = begin(...called);
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
  };

  const way = (name) => (name === "watch" || name === "listAll" ? stream : once);

  const root = { resources: {}, methods: {} };
  names.split(" ").forEach((name, place) => {
    const path = name.split(".");
    const method = path.pop();
    let resource = root;
    for (const part of path) resource = resource.resources[part] ??= { resources: {}, methods: {} };
    resource.methods[method] = place;
  });

  const offer = (owner, { resources }, clientOf) => {
    for (const [name, resource] of Object.entries(resources)) {
      Object.defineProperty(owner, name, {
        configurable: true,
        enumerable: true,
        get() {
          const value = make(resource, clientOf(this));
          Object.defineProperty(this, name, { value, enumerable: true });
          return value;
        },
      });
    }
  };
  const make = (resource, client) => {
    const { "": family, ...methods } = resource.methods;
    const made = {};
    if (family !== undefined) {
      verbs.split(" ").forEach((name, verb) => {
        made[name] = (...given) => way(name)(client, family, verb, given);
      });
      made.task = (record) => task.call(client, family, record);
    }
    for (const [name, place] of Object.entries(methods)) {
      made[name] = (...given) => once(client, place, 0, given);
    }
    offer(made, resource, () => client);
    return made;
  };

  offer(prototype, root, (client) => client);
  for (const [name, place] of Object.entries(root.methods)) {
    prototype[name] = function (...given) {
      return way(name)(this, place, 0, given);
    };
  }
  prototype.waitAll = async function (tasks, options) {
    const all = waits.call(this, tasks, options).map((machine) =>
      A2EError.is(machine) ? Promise.reject(machine) : run({ machine, scope: new Scope(machine.signal) }),
    );
    return Promise.allSettled(all);
  };
}

/** Runs a machine that has one value. */
async function run({ machine, scope }) {
  try {
    return await next(machine, scope);
  } finally {
    end(machine, scope);
  }
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

/** The next value of a machine. A panic stops the module in the middle of a step; whoever waits hears of it. */
async function next(machine, scope) {
  try {
    return await drive(machine, scope);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new A2EError("a bug in a2e-wasm stopped this call; please report it", {
      kind: "internal",
      retryable: false,
      attempts: 0,
      // What was sent before is not known any more.
      outcomeUnknown: true,
      cause: error,
    });
  }
}
