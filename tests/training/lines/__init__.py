"""Made pages whose lines are known, from which the roles of lines are learned."""
