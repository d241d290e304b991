"""The public suite that holds a Jupyter kernel to its protocol."""

from __future__ import annotations

import jupyter_kernel_test

from icanalysis.runs.kernels.spec import NAME


class TestConformance(jupyter_kernel_test.KernelTests):
    kernel_name = NAME
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = [{"text": "zi", "matches": {"zip"}}]
    complete_code_samples = ["1", "print('x')", "def f(x):\n  return x * 2\n\n\n"]
    incomplete_code_samples = ["print('''hello", "def f(x):\n  x * 2"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "zip?"
    code_generate_error = "raise"
    code_execute_result = [{"code": "1+2+3", "result": "6"}]
    code_display_data = [
        {"code": "from IPython.display import HTML, display; display(HTML('<b>test</b>'))", "mime": "text/html"}
    ]
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "search")
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"

    def test_it_was_forked(self):
        from icanalysis.runs.kernels.process import Forked

        assert isinstance(self.km.provisioner.process, Forked)

    def test_a_page_has_the_state_of_all_widgets_at_once(self):
        self.flush_channels()
        send, message = self.kc.shell_channel.send, self.kc.session.msg
        asked = {"comm_id": "asked", "target_name": "jupyter.widget.control", "data": {}}
        send(message("comm_open", asked, metadata={"version": "1.0.0"}))
        send(message("comm_msg", {"comm_id": "asked", "data": {"method": "request_states"}}))
        while (answer := self.kc.get_iopub_msg(timeout=30))["msg_type"] not in ("comm_msg", "comm_close"):
            pass
        assert answer["content"]["data"] == {"method": "update_states", "states": {}, "buffer_paths": []}
