/**
 * Gives the class `A2E` a getter for each resource and the resources their methods, from the names of
 * all operations in the order of the module's list. A name that ends with a dot is a family.
 *
 * A resource is made at its first use and then kept on its owner: a handle on the module for each
 * access would pile up.
 */
export function furnish(prototype, names) {
  const { perform, family } = prototype;
  delete prototype.perform;
  delete prototype.family;

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
    const { "": place, ...methods } = resource.methods;
    const made = place === undefined ? {} : family.call(client, place);
    for (const [name, at] of Object.entries(methods)) {
      made[name] = (...given) => perform.call(client, at, ...given);
    }
    offer(made, resource, () => client);
    return made;
  };
  offer(prototype, root, (client) => client);
}
