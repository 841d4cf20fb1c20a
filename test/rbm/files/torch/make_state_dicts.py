"""Writes the files of torch.save beside it, and what is in them. Run with PyTorch 1.6 or newer."""
import json
import os
import torch

here = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(1)


class RBM(torch.nn.Module):
    """The parameters of the course's class."""

    def __init__(self, n, m):
        super().__init__()
        self.b = torch.nn.Parameter(torch.randn(n))
        self.log_sigma_squared = torch.nn.Parameter(torch.log(torch.full((n,), 0.01)))
        self.W = torch.nn.Parameter(torch.randn(n, m))
        self.d = torch.nn.Parameter(torch.randn(m))


model = RBM(2, 5)
together = torch.randn(40, dtype=torch.float64)
saved = {
    "course": model.state_dict(),
    # float64, all of one storage; W is a transpose, d every second number
    "views": {
        "b": together[3:5],
        "log_sigma_squared": together[5:7],
        "W": together[7:17].reshape(5, 2).T,
        "d": together[20:30:2],
    },
    "parameters": {name: parameter for name, parameter in model.named_parameters()},
}
for name, tensors in saved.items():
    torch.save(tensors, os.path.join(here, f"{name}.pt"))
torch.save(model, os.path.join(here, "whole-model.pt"))
torch.save({**model.state_dict(), "d": torch.arange(5)}, os.path.join(here, "integers.pt"))
with open(os.path.join(here, "values.json"), "w") as file:
    lists = {
        name: {key: tensor.detach().double().flatten().tolist() for key, tensor in tensors.items()}
        for name, tensors in saved.items()
    }
    json.dump(lists, file, indent=1)
    file.write("\n")
