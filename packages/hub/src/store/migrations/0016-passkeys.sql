-- Passkeys, as better-auth's plugin keeps them: the public half of a key pair whose other half never leaves its device.
CREATE TABLE auth_passkeys (
  id text PRIMARY KEY,
  name text,
  public_key text NOT NULL,
  user_id text NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  counter bigint NOT NULL,
  device_type text NOT NULL,
  backed_up boolean NOT NULL,
  transports text,
  created_at timestamptz NOT NULL DEFAULT now(),
  aaguid text
);
CREATE INDEX auth_passkeys_of_user ON auth_passkeys (user_id);
